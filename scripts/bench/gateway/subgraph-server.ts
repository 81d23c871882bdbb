import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { announce } from './child.ts'
import { subgraphs } from './graph.ts'

// The four subgraphs as one HTTP server, each at its own path, in a process of their own.
const parts = subgraphs()
const server = createServer((request, response) => {
  const subgraph = parts[request.url?.slice(1) ?? '']
  if (!subgraph) return void response.writeHead(404).end()
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8')
    const text = subgraph.answer(body)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
  })
})
server.keepAliveTimeout = 600_000
server.listen(0, '127.0.0.1', () => announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
