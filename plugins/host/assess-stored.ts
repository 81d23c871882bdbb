import type { Connector } from '@casbah/sdk'
import { judgeChecks, type CheckResult } from './assess.ts'
import { failureOf, type Evidence, type Reading, type Readings } from './assessment/readings.ts'
import { parseBody } from './body.ts'
import { describeConnector } from './describe.ts'
import type { ConnectorDescription } from './description.ts'
import { HostError } from './host-error.ts'
import type { Runner } from './messages.ts'
import { InProcessRunner } from './runner.ts'

/**
 * Judges by answers of the vendor that lie in store, by the names of the connector's reads, and asks nobody: all checks. An answer is the vendor's body; of a
 * list its rows will do, of a read `each` it is `[{parent, value}]`, and a refusal is `{status, body}`. What is not there is not known.
 */
export async function assessStored(
  connector: Connector,
  stored: Readonly<Record<string, unknown>>,
): Promise<CheckResult[]> {
  const description = describeConnector(connector)
  const runner = new InProcessRunner(connector)
  const { signal } = new AbortController()
  return judgeChecks(
    { description, runner, signal, parameters: {}, clean: text => text },
    new StoredReadings(description, runner, stored),
  )
}

class StoredReadings implements Readings {
  readonly #description: ConnectorDescription
  readonly #runner: Runner
  readonly #stored: Readonly<Record<string, unknown>>

  constructor(description: ConnectorDescription, runner: Runner, stored: Readonly<Record<string, unknown>>) {
    this.#description = description
    this.#runner = runner
    this.#stored = stored
  }

  async of(name: string): Promise<Reading> {
    const { card, reads } = this.#description
    const { scope = '', answers = [], list = false, each } = reads[name] ?? {}
    const endpoint = `"${name}"`
    const evidence: Evidence = { read: name, endpoint, time: 0, hash: null }
    if (!Object.hasOwn(this.#stored, name))
      return { missing: `There is no stored answer of "${name}", for which ${card.name} asks ${scope}.`, evidence }
    const answer = this.#stored[name]
    const status = statusOf(answer)
    if (status !== null && answers.includes(status)) return { value: answer, evidence }
    if (status !== null)
      return { ...failureOf(refusal(status, card.name, name), { name: card.name, scope, endpoint }), evidence }
    if (each !== undefined && !isByParent(answer))
      return {
        missing: `The stored answer of "${name}" is to be a list of {"parent", "value"}, one for each of "${each}".`,
        evidence,
      }
    if (each !== undefined) return { value: answer, evidence, isNested: true }
    try {
      if (!list) return { value: typeof answer === 'string' ? parseBody(Buffer.from(answer)) : answer, evidence }
      if (Array.isArray(answer)) return { value: answer, evidence }
      const bytes = Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer))
      const page = await this.#runner.ask('values', { read: name, bytes, headers: {}, cursor: null })
      if (!page.end) return { missing: `The stored answer of "${name}" is one page of a list that goes on.`, evidence }
      return { value: page.rows, evidence }
    } catch (error) {
      return { ...failureOf(error, { name: card.name, scope, endpoint }), evidence }
    }
  }
}

/** Of an answer that is kept with its status, since it was no success. */
function statusOf(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null || !('status' in answer) || !('body' in answer)) return null
  return typeof answer.status === 'number' && answer.status >= 300 ? answer.status : null
}

function refusal(status: number, vendor: string, read: string): HostError {
  const code = status === 401 ? 'AUTH_FAILED' : status === 403 ? 'FORBIDDEN' : 'BAD_ANSWER'
  return new HostError(code, `${vendor} answered ${status} to "${read}".`, { status })
}

const isByParent = (answer: unknown) =>
  Array.isArray(answer) &&
  answer.every(one => typeof one === 'object' && one !== null && 'parent' in one && 'value' in one)
