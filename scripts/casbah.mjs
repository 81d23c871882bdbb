#!/usr/bin/env node
// The command line; sets the checkout up when it was never built.
import { existsSync } from 'node:fs'

const main = new URL('./dist/casbah/main.js', import.meta.url)
if (!existsSync(main)) await import('./bootstrap.mjs')
await import(main.href)
