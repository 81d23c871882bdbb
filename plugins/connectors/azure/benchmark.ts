import { benchmark } from '@casbah/sdk'

export const cis3 = benchmark('CIS Microsoft Azure Foundations', '3.0')
export const cis5 = benchmark('CIS Microsoft Azure Foundations', '5.0')
export const cis6 = benchmark('CIS Microsoft Azure Foundations', '6.0')
