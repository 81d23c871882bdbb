import { benchmark } from '@casbah/sdk'

export const cis = benchmark('CIS Microsoft Azure Foundations', '5.0')
