import { at, defineAction, whole } from '@casbah/sdk'
import { z } from 'zod'
import { linkIs, ofLink, setLink, showLink } from './shared-link.ts'

const DAY = 86_400_000

export const expireSharedLink = defineAction({
  name: 'expire-shared-link',
  title: 'Expire shared link',
  description:
    'Lets the link of a file or folder end by itself some days from now, so that those who use it can be told.',
  ...ofLink,
  input: z.object({ days: whole({ least: 1, most: 365, usual: 7 }, 'Days from now until the link ends.') }),
  request: input => {
    const access = at(input.found?.body, 'shared_link.access')
    if (typeof access !== 'string') throw new Error('The item has no shared link, so none can be let expire.')
    const end = Date.parse(input.now ?? '') + Number(input.parameters.days) * DAY
    return setLink(input, { access, unshared_at: `${new Date(end).toISOString().slice(0, 19)}Z` })
  },
  confirm: {
    request: showLink,
    judge: linkIs((link, { now, parameters }) => {
      const end = at(link, 'unshared_at')
      const latest = Date.parse(now ?? '') + Number(parameters.days) * DAY
      const done = link === null || (typeof end === 'string' && Date.parse(end) <= latest)
      return { done, result: link === null ? 'Box shows no shared link.' : `The link ends: ${String(end ?? 'never')}.` }
    }),
  },
})
