import { WebSocketServer, type WebSocket } from 'ws'

// What a WebSocket server can do that does nothing else: the same bytes to every client, one message after the other.

const sockets = new Set<WebSocket>()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
server.on('connection', socket => {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  socket.on('message', data => {
    const message = JSON.parse(String(data)) as { type: string; id?: string }
    if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}')
    else if (message.type === 'subscribe')
      socket.send(`{"id":${JSON.stringify(message.id)},"type":"next","payload":{"kind":"CAUGHT_UP"}}`)
  })
})
server.on('listening', () => process.send!({ port: (server.address() as { port: number }).port }))

process.on('message', async ({ events, bytes }: { events: number; bytes: number }) => {
  const text = Buffer.from(`{"id":"${'x'.repeat(bytes - 7)}"`)
  for (let event = 0; event < events; event++) {
    for (const socket of sockets) socket.send(text, { binary: false })
    await new Promise(resolve => setImmediate(resolve))
  }
})
process.on('disconnect', () => process.exit(0))
