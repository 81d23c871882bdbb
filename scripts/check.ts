import { spawn } from 'node:child_process'

// What needs no running Casbah: lint with import zones, format, generated files. All at once; types were checked by the build.

const CHECKS = [
  ['lint', 'node_modules/.bin/oxlint', ['--deny-warnings']],
  ['format', 'node_modules/.bin/oxfmt', ['--check']],
  ['schema', process.execPath, ['scripts/dist/compose.js', '--check']],
  ['connector docs', process.execPath, ['scripts/dist/connector-docs/main.js', '--check']],
] as const

const results = await Promise.all(
  CHECKS.map(
    ([name, command, args]) =>
      new Promise<boolean>(done => {
        const begun = performance.now()
        let words = ''
        const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'] })
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (text: Buffer) => (words += text.toString()))
        child.once('close', code => {
          console.log(`${code === 0 ? '✓' : '✗'} ${name} ${((performance.now() - begun) / 1000).toFixed(1)} s`)
          if (code !== 0) console.log(words)
          done(code === 0)
        })
      }),
  ),
)
process.exit(results.every(Boolean) ? 0 : 1)
