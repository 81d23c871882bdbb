import { startAllInOne, type Stack } from './stack/all-in-one.ts'
import { readOptions, StartError } from './stack/options.ts'

// npm start: everything in this process. Progress goes to standard error, the one line with address and token to standard output.

try {
  const options = readOptions(process.argv.slice(2))
  const stack = await startAllInOne({ ...options, onProgress: line => console.error(`  ${line}`) })
  endOnSignal(stack)
  console.log(
    `Casbah is ready at ${stack.url} — token ${stack.token} (tenant ${stack.tenant}); console at ${new URL('/', stack.url).href}`,
  )
} catch (error) {
  if (!(error instanceof StartError)) throw error
  console.error(error.message)
  process.exit(1)
}

/** Ends orderly on the first signal, at once on the second. */
function endOnSignal(stack: Stack): void {
  let ending = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (ending) process.exit(1)
      ending = true
      stack.stop().then(
        () => process.exit(0),
        error => {
          console.error(error)
          process.exit(1)
        },
      )
    })
}
