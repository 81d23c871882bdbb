import { z } from 'zod'
import { eachAsset } from './each-asset.ts'

const text = z.string().nullish()
const rule = {
  direction: text,
  disabled: z.boolean().nullish(),
  sourceRanges: z.array(z.string()).nullish(),
  allowed: z.array(z.looseObject({ IPProtocol: text, ports: z.array(z.string()).nullish() })).nullish(),
}
const ANYWHERE = new Set(['0.0.0.0/0', '::/0'])

/** Whether a list of ports and ranges, such as 20-25, holds one; without a list all ports are meant. */
const holds = (ports: string[] | null | undefined, port: number) =>
  !ports?.length ||
  ports.some(range => {
    const [low = NaN, high = low] = range.split('-').map(Number)
    return low <= port && port <= high
  })

/** Judges whether no firewall rule lets anybody in by this TCP port. */
export const openPort = (port: number, what: string) =>
  eachAsset(
    'firewalls',
    rule,
    ({ direction, disabled, sourceRanges, allowed }) => {
      if (direction === 'EGRESS' || disabled === true) return null
      const isOpen =
        (sourceRanges ?? []).some(range => ANYWHERE.has(range)) &&
        (allowed ?? []).some(({ IPProtocol, ports }) => /^(tcp|all|6)$/i.test(IPProtocol ?? '') && holds(ports, port))
      return { passed: !isOpen, detail: isOpen ? `port ${port} is open to any address` : 'closed to strangers' }
    },
    (passing, all) => `${passing} of ${all} firewall rules that let something in keep ${what} closed to the internet.`,
    'No firewall rule lets anything in.',
  )
