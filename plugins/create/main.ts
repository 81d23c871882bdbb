#!/usr/bin/env node
import { createConnector, nextSteps } from './create.ts'
import { Refusal } from './refusal.ts'

const { stdin, stdout } = process
const cwd = process.cwd()
try {
  const terminal = stdin.isTTY ? { input: stdin, output: stdout } : null
  const { folder, files } = await createConnector(process.argv.slice(2), { cwd, terminal })
  console.log(nextSteps(folder, files, cwd))
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(error.message)
  process.exitCode = 1
}
