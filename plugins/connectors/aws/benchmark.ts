import { benchmark } from '@casbah/sdk'

export const cis3 = benchmark('CIS AWS Foundations', '3.0.0')
export const cis7 = benchmark('CIS AWS Foundations', '7.0')
