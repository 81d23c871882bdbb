import { createInterface } from 'node:readline/promises'
import { baseProblem, choiceProblem, nameProblem, PAGE_STYLES, SIGN_INS, type Asked } from './answers.ts'
import { Refusal } from './refusal.ts'

/** A terminal, or what stands in for one. */
export interface Terminal {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

/** Asks on a terminal what was not given; each question again until its answer does. Rejects when the input ends. */
export async function ask(given: Partial<Asked>, { input, output }: Terminal): Promise<Asked> {
  const lines = createInterface({ input, output })
  const ended = new Promise<never>((_, reject) =>
    lines.once('close', () => reject(new Refusal('The input ended before the last answer; nothing was written.'))),
  )
  ended.catch(() => undefined)
  const question = async (text: string, problemOf: (answer: string) => string | null): Promise<string> => {
    for (;;) {
      const answer = (await Promise.race([ended, lines.question(text)])).trim()
      const problem = problemOf(answer)
      if (problem === null) return answer
      output.write(`${problem}\n`)
    }
  }
  const choose = async (title: string, flag: string, choices: Record<string, string>): Promise<string> => {
    const names = Object.keys(choices)
    const list = names.map((name, index) => `  ${index + 1}  ${name.padEnd(13)} ${choices[name]}`).join('\n')
    const meant = (answer: string) => names[Number(answer) - 1] ?? answer
    return meant(await question(`${title}\n${list}\n> `, answer => choiceProblem(flag, meant(answer), choices)))
  }
  try {
    return {
      name: given.name ?? (await question('Display name of the app: ', nameProblem)),
      base:
        given.base ??
        (await question('Base address of its API ({field} for what each customer has of his own): ', baseProblem)),
      signIn: given.signIn ?? (await choose('How does it sign in?', 'sign-in', SIGN_INS)),
      pages: given.pages ?? (await choose('How do its lists go on?', 'pages', PAGE_STYLES)),
    }
  } finally {
    lines.close()
  }
}
