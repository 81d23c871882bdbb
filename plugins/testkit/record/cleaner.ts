import { isIP } from 'node:net'
import { BLANK, blankSecrets, isSecretKey } from './secret-shapes.ts'
import { Pseudonyms, type ReplacedClass } from './pseudonyms.ts'

const EMAIL = /[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g
// Behind a slash stands a version.
const IPV4 = /(?<![\d./])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g
const IPV6 = /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/gi
const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const ID_KEY = /(?:^|[_-])(?:id|ids|uid|uuid|guid|sid|key)$|(?:Id|ID|Ids|Uid|Uuid|Arn)$/
const NAME_KEY = /name|login|owner|author|creator|actor|user$|person|display|org$|organi[sz]ation|company|label/i
const TIME_KEY = /time|date|_at$|At$|published|created|updated|expir|login$|seen|since|until|^on$/i
const AGENT_KEY = /user.?agent/i
const PLACE_KEY = /^(?:lat|lon|lng|latitude|longitude)$/i
/** What may be a word that the vendor has for everybody: few signs, no long number. */
const WORD = /^[A-Za-z][A-Za-z0-9_.:/ ()-]{0,79}$/

/** Letters from which on a name or id, and a free text, must not show anywhere once it is replaced. */
const NAME = 8
const FREE = 16
/** The same for secrets, addresses and hosts. */
const STRONG = 6

/** What is known of the values before they are looked at. */
export interface CleanerOptions {
  /** Exact texts that must appear nowhere: the credentials. */
  secrets: readonly string[]
  /** Words that stay as they are: what the connector reads by. */
  words: ReadonlySet<string>
  /** Names in lower case that stand for the tenant: its hosts and what an operator enters. */
  tenant: readonly string[]
  pseudonyms?: Pseudonyms
  /** Milliseconds by which all times move. */
  shift: number
}

/** What of one value is known by its place. */
export interface Places {
  /** Of the id; never blanked, so that rows stay apart. */
  id?: string
  time?: string
}

/**
 * Replaces all that could tell whose data it is. Whatever is not known to be harmless is replaced: what stays are booleans, numbers that are no ids,
 * words that the connector reads by, and times, moved by a constant.
 */
export class Cleaner {
  readonly replaced = new Map<ReplacedClass, number>()
  /** Texts that must not be in what is written, not even within others, to look for them in the end. */
  readonly gone = new Set<string>()
  /** Names, ids and free texts, which must not stand there by themselves. */
  readonly goneWords = new Set<string>()
  readonly #options: CleanerOptions
  readonly #pseudonyms: Pseudonyms

  constructor(options: CleanerOptions) {
    this.#options = options
    this.#pseudonyms = options.pseudonyms ?? new Pseudonyms()
    for (const secret of options.secrets) if (secret.length >= 4) this.gone.add(secret)
  }

  clean(value: unknown, places: Places = {}): unknown {
    return this.#value(value, '', [], places)
  }

  /** A header's text: addresses in it are cleaned, all else that is no number is an id. */
  header(value: string): string {
    if (/^[\d\s.,;/=a-z+-]*$/.test(value) && !/[a-z]{20,}/.test(value)) return value
    return value.replace(/<([^>]*)>/g, (_, address: string) => `<${this.#address(address)}>`)
  }

  address(text: string): string {
    return this.#address(text)
  }

  #value(value: unknown, key: string, path: string[], places: Places): unknown {
    if (typeof value === 'string') return this.#text(value, key, path.join('.'), places)
    if (typeof value === 'number') return this.#number(value, key, path.join('.'), places)
    if (Array.isArray(value)) return value.map(one => this.#value(one, key, path, places))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        this.#key(name),
        this.#value(inner, name, [...path, name], places),
      ]),
    )
  }

  /** Names of fields stay, unless they are data themselves. */
  #key(name: string): string {
    if (UUID.test(name) || /\d{6,}/.test(name)) return this.#id(name)
    return this.#scrub(name)
  }

  #number(value: number, key: string, path: string, places: Places): number {
    if (path === places.time || (TIME_KEY.test(key) && isEpoch(value)))
      return this.#count('time', shifted(value, this.#options.shift))
    // Long numbers are ids, telephone numbers and the like, whatever their field is called.
    if (path === places.id || (Number.isInteger(value) && (ID_KEY.test(key) || Math.abs(value) >= 1_000_000)))
      return this.#count('id', this.#pseudonyms.number(value))
    return PLACE_KEY.test(key) ? this.#count('coordinate', Math.round(value)) : value
  }

  #text(text: string, key: string, path: string, places: Places): string {
    if (text === '' || text === BLANK) return text
    if (path === places.id) return this.#id(text)
    if (TIME.test(text) && !Number.isNaN(Date.parse(text))) return this.#time(text)
    if (this.#options.words.has(text)) return text
    if (isSecretKey(key)) return this.#secret(text)
    const lower = text.toLowerCase()
    if (isIP(text) !== 0) return this.#ip(text)
    if (text.match(EMAIL)?.[0] === text) return this.#email(text)
    if (/^[a-z][a-z+.-]*:\/\//i.test(text)) return this.#count('address (URL)', this.#address(text))
    if (HOST.test(text)) return this.#host(text)
    // Even a key is safe under a pseudonym, and ids of many vendors look like keys.
    if (UUID.test(text) || ID_KEY.test(key)) return this.#id(text)
    if (AGENT_KEY.test(key) && /^[\w.-]+\/|^Mozilla/.test(text)) return this.#scrub(text)
    if (text === 'true' || text === 'false' || /^-?\d{1,4}$/.test(text)) return text
    if (TIME_KEY.test(key) && /^\d+(\.\d+)?$/.test(text) && isEpoch(Number(text)))
      return this.#count('time', String(shifted(Number(text), this.#options.shift)))
    if (this.#options.tenant.includes(lower))
      return this.#count('name', this.#keep(text, this.#pseudonyms.name(lower), NAME))
    if (NAME_KEY.test(key)) return this.#count('name', this.#keep(text, this.#pseudonyms.name(text), NAME))
    if (blankSecrets(text, () => undefined) === BLANK) return this.#secret(text)
    if (/^[\w-]*\d[\w-]*$/.test(text)) return this.#id(text)
    return this.#count('free text', this.#keep(text, this.#pseudonyms.text(text), FREE))
  }

  /** A text that stays for the most part, without what is somebody's in it. */
  #scrub(text: string): string {
    let clean = this.#withoutSecrets(text)
    clean = clean.replace(EMAIL, address => this.#email(address))
    clean = clean.replace(IPV4, address => (isIP(address) ? this.#ip(address) : address))
    clean = clean.replace(IPV6, address => (isIP(address) ? this.#ip(address) : address))
    for (const name of this.#options.tenant)
      if (name.length >= 4) clean = clean.replace(new RegExp(escape(name), 'gi'), () => this.#host(name))
    return clean
  }

  #address(text: string): string {
    if (!URL.canParse(text)) return this.#count('free text', this.#keep(text, this.#pseudonyms.text(text), FREE))
    const url = new URL(text)
    const host = isIP(url.hostname.replace(/^\[|\]$/g, '')) ? this.#ip(url.hostname) : this.#host(url.hostname)
    // A step may be anybody's name; where it is, it is looked for by what else says it.
    const steps = url.pathname
      .split('/')
      .map(step => (/^(?:api|rest|v\d+|)$/.test(step) ? step : this.#count('id', this.#pseudonyms.id(step))))
    const query = [...url.searchParams].map(([name, value]) => {
      const plain = /^(?:\d{1,4}|true|false)$/.test(value)
      return `${encodeURIComponent(name)}=${plain ? value : encodeURIComponent(String(this.#text(value, name, '', {})))}`
    })
    return `${url.protocol}//${host}${steps.join('/')}${query.length > 0 ? `?${query.join('&')}` : ''}`
  }

  #withoutSecrets(text: string): string {
    let clean = text
    for (const secret of this.#options.secrets)
      if (secret.length >= 4) clean = clean.replaceAll(secret, () => this.#secret(secret))
    return blankSecrets(clean, secret => void this.#secret(secret))
  }

  #secret(text: string): string {
    return this.#count('secret', this.#keep(text, BLANK))
  }

  #email(text: string): string {
    return this.#count('e-mail address', this.#keep(text, this.#pseudonyms.email(text)))
  }

  #host(text: string): string {
    return this.#count('host name', this.#keep(text, this.#pseudonyms.host(text)))
  }

  #ip(text: string): string {
    const other = this.#pseudonyms.ip(text)
    return other === text ? text : this.#count('IP address', this.#keep(text, other))
  }

  #id(text: string): string {
    return this.#count('id', this.#keep(text, this.#pseudonyms.id(text), NAME))
  }

  #time(text: string): string {
    const zone = /Z$|[+-]\d\d:?\d\d$/.test(text) || text.length === 10 ? text : `${text.replace(' ', 'T')}Z`
    const moved = new Date(Date.parse(zone) + this.#options.shift).toISOString()
    // As exact as it was.
    return this.#count(
      'time',
      text.length === 10 ? moved.slice(0, 10) : /\.\d/.test(text) ? moved : moved.replace('.000', ''),
    )
  }

  /** Remembers what must not show any more; shorter ones are part of many words. */
  #keep(text: string, other: string, least = STRONG): string {
    if (text.length >= least) (least === STRONG ? this.gone : this.goneWords).add(text)
    return other
  }

  #count<T>(kind: ReplacedClass, value: T): T {
    this.replaced.set(kind, (this.replaced.get(kind) ?? 0) + 1)
    return value
  }
}

/** Whether a text could be a word of the vendor's. */
export const isWordLike = (text: string): boolean =>
  WORD.test(text) && !/\d{4,}/.test(text) && text.match(EMAIL) === null && blankSecrets(text, () => undefined) === text

const isEpoch = (value: number) =>
  (value > 946_684_800 && value < 4_102_444_800) || (value > 946_684_800_000 && value < 4_102_444_800_000)

const shifted = (value: number, shift: number) => value + (value > 100_000_000_000 ? shift : shift / 1_000)

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
