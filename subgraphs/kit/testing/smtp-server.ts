import { createServer, type Socket } from 'node:net'

/** How the server behaves to the next mail. */
export type Manner =
  | 'takes'
  | 'refuses the address'
  | 'has no time'
  | 'breaks off'
  | 'takes and breaks off'
  | 'refuses the password'

/** A mail server on the loopback that keeps what it takes: just enough SMTP for one message a connection. */
export class SmtpServer {
  manner: Manner = 'takes'
  /** What happens elsewhere while somebody signs in. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve()
  /** Messages as they came, headers and all. */
  readonly taken: string[] = []
  readonly recipients: string[] = []
  private readonly server = createServer(socket => this.serve(socket))

  async listen(): Promise<number> {
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done))
    return (this.server.address() as { port: number }).port
  }

  close(): Promise<void> {
    return new Promise(done => this.server.close(() => done()))
  }

  private serve(socket: Socket): void {
    let [buffer, content] = ['', null as string | null]
    socket.on('error', () => undefined)
    void this.meanwhile().then(() => socket.write('220 mail.test ESMTP\r\n'))
    socket.setEncoding('utf8').on('data', (piece: string) => {
      buffer += piece
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        if (content === null) {
          if (/^DATA/i.test(line)) content = ''
          this.reply(socket, line)
        } else if (line === '.') {
          this.take(socket, content)
          content = null
        } else content += `${line.replace(/^\.\./, '.')}\n`
      }
    })
  }

  private reply(socket: Socket, line: string): void {
    const [verb = ''] = line.toUpperCase().split(' ')
    if (verb === 'EHLO') socket.write('250-mail.test\r\n250 AUTH PLAIN\r\n')
    else if (verb === 'AUTH') socket.write(this.manner === 'refuses the password' ? '535 no\r\n' : '235 welcome\r\n')
    else if (verb === 'RCPT' && this.manner === 'refuses the address') socket.write('550 no such person\r\n')
    else if (verb === 'RCPT' && this.manner === 'has no time') socket.write('451 come again later\r\n')
    else if (verb === 'DATA') socket.write('354 go on\r\n')
    else if (verb === 'QUIT') socket.end('221 bye\r\n')
    else {
      if (verb === 'RCPT') this.recipients.push(/<(.*)>/.exec(line)?.[1] ?? '')
      socket.write('250 fine\r\n')
    }
  }

  private take(socket: Socket, content: string): void {
    if (this.manner !== 'breaks off') this.taken.push(content)
    if (this.manner === 'breaks off' || this.manner === 'takes and breaks off') socket.destroy()
    else socket.write('250 taken\r\n')
  }
}
