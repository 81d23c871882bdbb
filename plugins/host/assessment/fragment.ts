import { BLANK } from '../redact.ts'

/** What is kept of one answer, UTF-16 units of JSON. */
export const FRAGMENT_SIZE = 64 * 1024

/** The raw answer that a read was judged by, as it may be shown. */
export interface Fragment {
  /** Name of the connector's read. */
  read: string
  /** Method, host and path of the first request. */
  endpoint: string
  /** Epoch milliseconds. */
  at: number
  /** SHA-256 of the whole answer's bytes, page by page, whatever is left of it here. */
  hash: string
  /** Its JSON, at most 64 kB: of a list the first rows, of anything else longer the beginning as a text. */
  body: unknown
  truncated: boolean
}

/** Names of fields that hold a credential, whosever it is. */
const SECRET =
  /^(?:.*(?:secret|password|passphrase)|.*(?:private|api|secret|shared)_?key|.*(?:access|refresh|bearer|id)_?token|authorization)$/i

/** Collects an answer row by row, and holds no more of it than is kept. */
export class FragmentBody {
  readonly #clean: (text: string) => string
  readonly #rows: string[] = []
  #whole: string | null = null
  #size = 2
  #truncated = false

  /** `clean` takes the app's own credentials out of a text. */
  constructor(clean: (text: string) => string) {
    this.#clean = clean
  }

  /** No more rows are kept. */
  get isFull(): boolean {
    return this.#truncated
  }

  /** An answer that is no list. */
  set(body: unknown): void {
    this.#whole = this.#textOf(body)
  }

  /** A list's next rows. */
  add(rows: readonly unknown[]): void {
    for (const row of rows) {
      if (this.#truncated) return
      const text = this.#textOf(row)
      this.#size += text.length + 1
      if (this.#size > FRAGMENT_SIZE) this.#truncated = true
      else this.#rows.push(text)
    }
  }

  end(): Pick<Fragment, 'body' | 'truncated'> {
    if (this.#whole !== null && this.#whole.length > FRAGMENT_SIZE)
      return { body: this.#whole.slice(0, FRAGMENT_SIZE), truncated: true }
    return { body: parsed(this.#whole ?? `[${this.#rows.join(',')}]`), truncated: this.#truncated }
  }

  #textOf(value: unknown): string {
    const json = JSON.stringify(value ?? null, (key, inner: unknown) =>
      typeof inner === 'string' && inner !== '' && SECRET.test(key) ? BLANK : inner,
    )
    return this.#clean(json)
  }
}

/** A credential that is a number leaves no JSON where it stood. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
