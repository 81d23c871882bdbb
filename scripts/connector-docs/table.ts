/** A table, or a sentence when there is nothing in it. */
export function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return 'None.\n'
  const line = (cells: string[]) =>
    `| ${cells.map(cell => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n')
}

export const code = (text: string) => `\`${text}\``
