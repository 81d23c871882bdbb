import type { Action } from '@casbah/sdk'
import { makeRepositoryPrivate } from './make-repository-private.ts'
import { removeMember } from './remove-member.ts'

export const actions: Action[] = [removeMember, makeRepositoryPrivate]
