import { deriveKey, signCaller } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import type { ExecutionResult } from 'graphql'
import { openAppsWorld, type AppsWorld } from '../testing/apps-world.ts'

let world: AppsWorld
beforeAll(async () => {
  world = await openAppsWorld()
})
afterAll(() => world.close())

async function subscribe(
  query: string,
  variables: Record<string, unknown> = {},
  tenant = 'acme',
  signal?: AbortSignal,
) {
  const signed = await signCaller(world.caller(tenant), deriveKey(TEST_KEY, 'context'))
  return world.apps.handle({ query, variables }, signed, signal)
}

describe('appChanged', () => {
  it('begins with the app as it is, then tells its changes and nobody else’s', async () => {
    const id = await world.connect()
    const ended = new AbortController()
    const live = (await subscribe('subscription ($id: ID) { appChanged(id: $id) { id state } }', {
      id,
    })) as AsyncGenerator<ExecutionResult>
    const foreign = (await subscribe(
      'subscription { appChanged { id } }',
      {},
      'globex',
      ended.signal,
    )) as AsyncGenerator<ExecutionResult>
    const heard: unknown[] = []
    const listening = foreign.next().then(({ value }) => value && heard.push(value))
    const first = await live.next()
    expect(first.value).toMatchObject({ data: { appChanged: { id } } })
    await world.ask('mutation ($id: ID!) { pauseApp(input: { id: $id }) { app { id } } }', { id })
    for (let state = ''; state !== 'PAUSED';) {
      const { value } = await live.next()
      state = (value as { data: { appChanged: { state: string } } }).data.appChanged.state
    }
    await live.return(undefined)
    ended.abort()
    await listening
    expect(heard).toEqual([])
  })

  it('refuses an app that is not there', async () => {
    const answer = (await subscribe('subscription { appChanged(id: "nothing") { id } }')) as ExecutionResult
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
  })
})
