import Bowser from 'bowser'
import { BoundedMap } from '../geo/bounded-map.ts'

/** What a user agent string tells. */
export interface Program {
  browser: string | null
  os: string | null
}

const recent = new BoundedMap<Program>(10_000)

/** Names of browser (or client) and operating system; the recent strings are remembered. */
export function programOf(userAgent: string): Program {
  return recent.get(userAgent, read)
}

function read(userAgent: string): Program {
  if (!userAgent) return { browser: null, os: null }
  const { browser, os } = Bowser.parse(userAgent)
  // Programs that are no browser say `name/version`, such as aws-cli/2.15.
  const client = /^([\w.@ -]{1,60}?)\/\d/.exec(userAgent)?.[1]
  return { browser: browser.name || client || null, os: os.name || null }
}
