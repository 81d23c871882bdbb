import { at, defineAction, type Action, type ActionInput, type ConfirmJudge } from '@casbah/sdk'
import { z } from 'zod'
import { idOf, publishPath, type AssetKind } from '../assets.ts'

const flags = z.object({ readOnlyFullEnabled: z.boolean() }).catchall(z.unknown())

/** The ways in which it is published now; null where Smartsheet did not show it. */
function openIn(body: unknown): string[] | null {
  const found = flags.safeParse(body)
  if (!found.success) return null
  return Object.entries(found.data).flatMap(([name, value]) =>
    name.endsWith('Enabled') && value === true ? [name] : [],
  )
}

/** To whom each of them is open, so that it can be opened again to the same. */
const boundsOf = (open: string[], body: unknown) =>
  Object.fromEntries(
    open.flatMap(name => {
      const bounds = name.replace(/Enabled$/, 'AccessibleBy')
      const whom = at(body, bounds)
      return typeof whom === 'string' ? [[bounds, whom]] : []
    }),
  )

const show = (input: ActionInput) => ({ path: publishPath(input.target.kind as AssetKind, idOf(input)) })
const set = (input: ActionInput, json: object) => ({ method: 'PUT' as const, ...show(input), json })
const all = (names: string[], value: boolean) => Object.fromEntries(names.map(name => [name, value]))
const before = z.object({ open: z.array(z.string()), bounds: z.record(z.string(), z.string()) })

const shows =
  (are: (open: string[], input: ActionInput) => boolean): ConfirmJudge =>
  ({ status, body }, input) => {
    const open = status === 200 ? openIn(body) : null
    if (!open || !input) return { done: null, result: `Smartsheet answers ${status} without how it is published.` }
    return { done: are(open, input), result: `Smartsheet shows it published in ${open.length} ways.` }
  }

/** What both actions on published pages are: the right alone differs. */
export const revoking = (more: Pick<Action, 'name' | 'title' | 'kinds' | 'scope'>) =>
  defineAction({
    ...more,
    description:
      'Nobody opens it by its published address any more; those with whom it is shared still do. Taken back, it is open to the same again, perhaps by another address.',
    target: 'RESOURCE',
    effect: 'REVERSIBLE',
    lookup: show,
    request: input => {
      const open = openIn(input.found?.body)
      if (!open) throw new Error('Smartsheet did not show how it is published, so nothing can be revoked.')
      return open.length > 0 ? set(input, all(open, false)) : []
    },
    confirm: { request: show, judge: shows(open => open.length === 0) },
    remember: ({ found }) => {
      const open = openIn(found?.body) ?? []
      return { open, bounds: boundsOf(open, found?.body) }
    },
    undo: {
      request: input => {
        const { open, bounds } = before.parse(input.remembered)
        return open.length > 0 ? set(input, { ...all(open, true), ...bounds }) : []
      },
      judge: shows((open, { remembered }) => before.parse(remembered).open.every(name => open.includes(name))),
    },
  })
