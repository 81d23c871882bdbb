// The two ways to ask: once over HTTP, and live over graphql-ws.

/** Says what went wrong in the words of the server; `code` is its `extensions.code`. */
export class Refusal extends Error {
  constructor(message, code) {
    super(message)
    this.code = code
  }
}

export async function query(token, document, variables = {}) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document, variables }),
  })
  const { data, errors } = await response.json()
  if (!data)
    throw new Refusal(errors?.[0]?.message ?? `The server answered ${response.status}.`, errors?.[0]?.extensions?.code)
  return { data, errors: errors ?? [] }
}

const LONGEST_WAIT_MS = 30_000
/** Close codes after which asking again is of no use. */
const FINAL = new Set([4400, 4401, 4403, 4406])

/**
 * Subscribes and stays subscribed: after a break it asks again with the variables of that moment, so that a resumable
 * subscription goes on where it was. Returns the function that ends it.
 */
export function subscribe(token, document, variables, { onNext, onState }) {
  let socket
  let wait = 1_000
  let ended = false
  let timer

  function open() {
    onState('connecting')
    socket = new WebSocket(
      `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
      'graphql-transport-ws',
    )
    socket.onopen = () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
    socket.onmessage = event => receive(JSON.parse(event.data))
    socket.onclose = ({ code, reason }) => {
      if (ended) return
      if (FINAL.has(code)) return onState('ended', reason)
      onState('broken', reason)
      timer = setTimeout(open, wait)
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
    }
  }

  function receive(message) {
    if (message.type === 'connection_ack')
      send({ type: 'subscribe', id: '1', payload: { query: document, variables: variables() } })
    if (message.type === 'connection_ack') onState('live')
    if (message.type === 'ping') send({ type: 'pong' })
    if (message.type === 'next') {
      wait = 1_000
      onNext(message.payload)
    }
    if (message.type === 'error') {
      ended = true
      onState('ended', message.payload?.[0]?.message)
      socket.close(1000)
    }
    if (message.type === 'complete') socket.close(1000)
  }

  function send(message) {
    socket.send(JSON.stringify(message))
  }

  open()
  return () => {
    ended = true
    clearTimeout(timer)
    socket.close(1000)
  }
}
