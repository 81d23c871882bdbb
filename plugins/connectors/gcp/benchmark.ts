import { benchmark } from '@casbah/sdk'

/** Requirements of the benchmark for Google Cloud. */
export const cis = benchmark('CIS Google Cloud Foundations', '5.0')
/** Those that only the older version has. */
export const cis2 = benchmark('CIS Google Cloud Foundations', '2.0')
