const { env, version, versions, platform, arch, hrtime, memoryUsage } = process

/**
 * Takes from the connector what `--permission` leaves open: signals to other processes (`process.kill` reaches the host
 * when both have one uid), `execve`, the debugger of another process. It also makes attempts tell what they were. This is
 * JavaScript against JavaScript, no wall: the walls are `--permission` and, below it, a uid and a cgroup of its own.
 */
export function disarm(say: (text: string) => void): void {
  const refuse = (name: string) => () => {
    throw new Error(`a connector may not use ${name}`)
  }
  const taken = [
    'kill',
    '_kill',
    '_debugProcess',
    '_debugEnd',
    'execve',
    'dlopen',
    'binding',
    '_linkedBinding',
    'abort',
  ]
  const also = [
    'setuid',
    'seteuid',
    'setgid',
    'setegid',
    'setgroups',
    'initgroups',
    'chdir',
    'getBuiltinModule',
    'exit',
  ]
  const refused = Object.fromEntries([...taken, ...also].map(name => [name, refuse(`process.${name}`)]))
  // Node itself ends by `exit`; all else on the real object goes.
  for (const name of [...taken, ...also]) {
    if (name !== 'exit') Object.defineProperty(process, name, { value: refused[name], configurable: false })
  }
  const facts = { env: { ...env }, version, versions, platform, arch, hrtime, memoryUsage, ...refused }
  const globals: Record<string, unknown> = { process: Object.freeze(facts), console: consoleOf(say) }
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) globals[name] = refuse(name)
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: false, configurable: false })
  }
}

function consoleOf(say: (text: string) => void) {
  const write = (...parts: unknown[]) =>
    say(parts.map(part => (typeof part === 'string' ? part : String(JSON.stringify(part)))).join(' '))
  const kinds = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table']
  return Object.freeze(Object.fromEntries(kinds.map(kind => [kind, write])))
}
