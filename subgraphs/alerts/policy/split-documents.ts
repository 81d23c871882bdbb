/** One document of the texts that were handed in. */
export interface SigmaDocumentText {
  /** Number of its text, from 0. */
  index: number
  /** Line that it begins at, from 1. */
  line: number
  text: string
}

/** YAML documents end at a line that begins with `---` or `...`, whatever they hold. */
export function splitDocuments(text: string, index: number): SigmaDocumentText[] {
  const documents: SigmaDocumentText[] = []
  let lines: string[] = []
  let begin = 1
  const end = (next: number) => {
    if (lines.some(line => line.trim() && !line.trimStart().startsWith('#')))
      documents.push({ index, line: begin, text: `${lines.join('\n').trimEnd()}\n` })
    lines = []
    begin = next
  }
  text.split(/\r?\n/).forEach((line, place) => {
    const marker = /^(?:---|\.\.\.)(?:\s+(.*))?$/.exec(line)
    if (!marker) return void lines.push(line)
    end(place + 2)
    if (marker[1] && !marker[1].startsWith('#')) {
      begin = place + 1
      lines.push(marker[1])
    }
  })
  end(0)
  return documents
}
