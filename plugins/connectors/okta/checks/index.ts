import type { Check } from '@casbah/sdk'
import { adminConsoleIdle } from './admin-console-idle.ts'
import { apiTokenNetwork } from './api-token-network.ts'
import { passwordLength } from './password-length.ts'
import { threatInsightBlocks } from './threat-insight-blocks.ts'
import { weakFactorsOff } from './weak-factors-off.ts'

export const checks: Check[] = [threatInsightBlocks, weakFactorsOff, adminConsoleIdle, passwordLength, apiTokenNetwork]
