import { Composer, isScalar, Lexer, LineCounter, Parser, type CST, type Document } from 'yaml'
import { SigmaRefusal } from './refusal.ts'

/** Where a node of a document begins, for refusals: a line, from 1. */
export type LineOf = (node: unknown) => number

/** Bounds of one text; whoever needs more makes several policies. */
export const LIMITS = {
  characters: 1_000_000,
  documents: 1_000,
  /** Words and signs, as the reader takes them apart. */
  words: 300_000,
  /** Maps, lists and values, all together. */
  nodes: 50_000,
  /** Entries of one map: the reader compares each with each. */
  entries: 2_000,
  depth: 40,
} as const

/** Reads the documents of a YAML text; throws a SigmaRefusal for what is no YAML, and for what would take more than its size tells. */
export function readDocuments(text: string): { documents: Document.Parsed[]; lineOf: LineOf } {
  if (text.length > LIMITS.characters)
    throw new SigmaRefusal(
      1,
      `The text has ${text.length} characters, more than ${LIMITS.characters}. Make several policies of it.`,
    )
  const lines = new LineCounter()
  const lineAt = (offset: number) => lines.linePos(offset).line || 1
  const tokens = tokensOf(text, lines, lineAt)
  const composer = new Composer({ uniqueKeys: true, lineCounter: lines, logLevel: 'error' })
  const documents: Document.Parsed[] = []
  for (const document of composer.compose(withinLimits(tokens, lineAt), true, text.length)) {
    const [problem] = document.errors
    if (problem) throw new SigmaRefusal(lineAt(problem.pos[0]), `It is no YAML: ${problem.message.split('\n')[0]}`)
    // Dashes at the end make a document without anything.
    const { contents } = document
    if (contents && !(isScalar(contents) && contents.value === null)) documents.push(document as Document.Parsed)
  }
  return {
    documents,
    lineOf: node => lineAt((node as { range?: [number, number, number] } | null)?.range?.[0] ?? 0),
  }
}

/** Takes a text apart and stops as soon as it is too much. */
function* tokensOf(text: string, lines: LineCounter, lineAt: (offset: number) => number): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine)
  let words = 0
  lines.addNewLine(0)
  for (const word of new Lexer().lex(text)) {
    if (++words > LIMITS.words)
      throw new SigmaRefusal(
        lineAt(parser.offset),
        `There are more than ${LIMITS.words} words and signs. Make several policies of them.`,
      )
    // A level of nesting is one entry of the parser's stack; a value and its document take two more.
    if (parser.stack.length > LIMITS.depth + 2)
      throw new SigmaRefusal(
        lineAt(parser.offset),
        `It is nested deeper than ${LIMITS.depth} levels. No rule needs that.`,
      )
    yield* parser.next(word)
  }
  yield* parser.end()
}

/** Hands on what the reader shall build, unless it is too much; walks without recursion, for the nesting is not known yet. */
function* withinLimits(tokens: Iterable<CST.Token>, lineAt: (offset: number) => number): Generator<CST.Token> {
  let documents = 0
  let nodes = 0
  for (const token of tokens) {
    if (token.type === 'document' && ++documents > LIMITS.documents)
      throw new SigmaRefusal(
        lineAt(token.offset),
        `There are more than ${LIMITS.documents} documents. Make several policies of them.`,
      )
    const open: [token: CST.Token, depth: number][] = [[token, 0]]
    while (open.length) {
      const [each, depth] = open.pop()!
      if (each.type === 'alias')
        throw new SigmaRefusal(lineAt(each.offset), 'YAML aliases are not supported. Write the values out.')
      if (depth > LIMITS.depth)
        throw new SigmaRefusal(
          lineAt(each.offset),
          `It is nested deeper than ${LIMITS.depth} levels. No rule needs that.`,
        )
      if (each.type !== 'comment' && ++nodes > LIMITS.nodes)
        throw new SigmaRefusal(
          lineAt(each.offset),
          `There are more than ${LIMITS.nodes} values. Make several policies of them.`,
        )
      if (each.type === 'document' && each.value) open.push([each.value, depth])
      if (!('items' in each)) continue
      if (each.type !== 'block-seq' && each.items.length > LIMITS.entries && each.items.some(item => item.sep))
        throw new SigmaRefusal(
          lineAt(each.offset),
          `A map has more than ${LIMITS.entries} entries. Use lists of values.`,
        )
      // The last is taken first: what stands first in the text is told first.
      for (const { key, value } of each.items.toReversed()) {
        if (value) open.push([value, depth + 1])
        if (key) open.push([key, depth + 1])
      }
    }
    yield token
  }
}
