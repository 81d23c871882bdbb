import { createHash } from 'node:crypto'

/** A UUID that is always the same for the same words. */
export function webexUuid(...words: string[]): string {
  const hex = createHash('sha256').update(words.join('\u001f')).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

/** What the API calls a thing that has this UUID elsewhere: its kind and UUID in base64, without padding. */
export const webexId = (kind: string, uuid: string): string =>
  Buffer.from(`ciscospark://us/${kind}/${uuid}`).toString('base64url')
