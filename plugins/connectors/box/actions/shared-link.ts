import { at, type Action, type ActionInput, type Confirmation, type ConfirmJudge } from '@casbah/sdk'
import { onItem } from '../item.ts'

const LINK = 'shared_link'
export const showLink = (input: ActionInput) => onItem(input, LINK)
export const setLink = (input: ActionInput, link: object | null) =>
  onItem(input, LINK, { method: 'PUT', json: { [LINK]: link } })

/** Judges the link that the file or folder then shows, null for none. An answer without the field tells nothing. */
export const linkIs =
  (judge: (link: unknown, input: ActionInput) => Confirmation): ConfirmJudge =>
  ({ status, body }, input) => {
    if (status !== 200 || !input) return { done: false, result: `Box answers ${status} for the item.` }
    const link = at(body, LINK)
    if (link === undefined) return { done: null, result: 'Box’s answer does not tell of the link.' }
    return judge(link, input)
  }

/** What both actions on links are. */
export const ofLink = {
  target: 'RESOURCE',
  kinds: ['FILE', 'FOLDER'],
  effect: 'DISRUPTIVE',
  scope: 'root_readwrite',
  lookup: showLink,
} satisfies Partial<Action>
