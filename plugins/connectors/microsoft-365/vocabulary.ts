import type { Vocabulary } from '@casbah/sdk'
import { entra } from './vocabulary-entra.ts'
import { services } from './vocabulary-services.ts'

/** The unified audit log writes the directory’s activities with a full stop. */
const withStop = Object.fromEntries(Object.entries(entra).map(([name, meaning]) => [`${name}.`, meaning]))

export const vocabulary: Vocabulary = { ...services, ...entra, ...withStop }
