import { PAGE_STYLES, SIGN_INS, type Plan } from '../answers.ts'

export function readmeFile({ name, base, signIn, pages }: Plan): string {
  return `# ${name}

A Casbah connector for ${name}: base address \`${base}\`, signs in by ${SIGN_INS[signIn]}, ${PAGE_STYLES[pages]}.

It begins as a whole connector for a vendor that was made up (\`vendor.ts\`), and passes the contract as it is. Change one file after the other, and
run \`npm test\` after each.

| file | what to do |
|---|---|
| \`vendor.ts\` | make it answer as ${name}'s documentation says: paths, fields, paging, errors |
| \`card.ts\` | configuration, ways to sign in with their instructions, limits, rights |
| \`streams.ts\` | the audit log: the request, where its rows, ids and times are, what a row says |
| \`vocabulary.ts\` | ${name}'s words for what happened |
| \`inventory.ts\` | who can sign in; then groups, resources, grants |
| \`reads.ts\`, \`checks/\` | settings, and what should be so |
| \`actions/\` | what can be done, confirmed and taken back |
| \`fixtures.ts\` | how rows look, which accounts there are, how each check fails |

A connector is data and a few small functions: it never sends a request, waits, or sees a credential. It imports \`@casbah/sdk\` and \`zod\` and nothing else.

## Set up
Tell here, step by step, what an operator does in ${name}'s console.
`
}
