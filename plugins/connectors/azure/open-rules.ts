import { at } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const rule = z.looseObject({
  name: z.string(),
  properties: z.looseObject({
    access: z.string(),
    direction: z.string(),
    sourceAddressPrefix: text,
    sourceAddressPrefixes: z.array(z.string()).nullish(),
    destinationPortRange: text,
    destinationPortRanges: z.array(z.string()).nullish(),
  }),
})
const rules = z.array(rule)

/** How a rule says "from anywhere". */
const ANYWHERE = /^(\*|internet|any|0\.0\.0\.0(\/0)?|::\/0)$/i

/**
 * Rules of a network security group that let the whole internet in, by the ports that they open, such as `22` or `1024-65535`. Throws where rules are
 * there and cannot be read; what has no rules has none that is open.
 */
export function openRules(properties: unknown): { name: string; ports: string[] }[] {
  const said = at(properties, 'securityRules')
  return rules.parse(said ?? []).flatMap(({ name, properties: one }) => {
    const sources = [one.sourceAddressPrefix, ...(one.sourceAddressPrefixes ?? [])]
    const isOpen = /^allow$/i.test(one.access) && /^inbound$/i.test(one.direction)
    if (!isOpen || !sources.some(source => ANYWHERE.test(source ?? ''))) return []
    return [{ name, ports: [one.destinationPortRange ?? [], one.destinationPortRanges ?? []].flat() }]
  })
}

/** Whether one of these ranges holds the port. */
export const opens = (ports: string[], port: number) =>
  ports.some(range => {
    const [low, high = low] = range.split('-').map(Number)
    return range === '*' || (low !== undefined && high !== undefined && low <= port && port <= high)
  })

/** What is for everybody by its nature: web pages. */
const WEB = ['80', '443']

/** Whether the internet is let in to more than web pages. */
export const isOpen = (properties: unknown) =>
  openRules(properties).some(({ ports }) => ports.some(range => !WEB.includes(range)))
