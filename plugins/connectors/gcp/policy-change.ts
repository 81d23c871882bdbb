import { at } from '@casbah/sdk'
import { z } from 'zod'
import type { LogEntry } from './entry.ts'

const deltas = z.array(z.looseObject({ action: z.string(), role: z.string(), member: z.string() })).catch([])

/** Where services put what a change of an IAM policy gave and took. */
const PATHS = ['serviceData.policyDelta.bindingDeltas', 'metadata.policyDelta.bindingDeltas']

/** What a change of an IAM policy gave (`ADD`) and took (`REMOVE`); none where the entry does not tell. */
export const deltasOf = ({ protoPayload }: LogEntry) => PATHS.flatMap(path => deltas.parse(at(protoPayload, path)))

/** Whether a member of a policy stands for anyone: with a Google account, or without any. */
export const isPublic = (member: string): boolean => member === 'allUsers' || member === 'allAuthenticatedUsers'
