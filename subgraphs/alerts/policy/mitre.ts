import type { MitreData } from './policy.entity.ts'
import { TECHNIQUES } from './techniques.ts'

/**
 * A technique of MITRE ATT&CK by its number, such as `T1078.004`; one that is not in our table goes by its number alone. Null when it is no
 * number of one.
 */
export function techniqueOf(id: string): MitreData | null {
  const number = id.toUpperCase()
  if (!/^T\d{4}(\.\d{3})?$/.test(number)) return null
  const known = TECHNIQUES.get(number)
  return { id: number, name: known?.name ?? number, tactics: [...(known?.tactics ?? [])] }
}

/** A technique that is in our table. */
export function knownTechnique(id: string): MitreData {
  if (!TECHNIQUES.has(id)) throw new Error(`the technique ${id} is not in the table`)
  return techniqueOf(id)!
}

/** Techniques that tags of a Sigma rule name; one that is not in our table serves the tactics that the tags name. */
export function mitreOf(tags: readonly string[]): MitreData[] {
  const ids = new Set(tags.flatMap(tag => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag.trim())?.[1]?.toUpperCase() ?? []))
  return [...ids].map(id => (TECHNIQUES.has(id) ? techniqueOf(id)! : { id, name: id, tactics: tacticsOf(tags) }))
}

const TACTICS = [
  'Reconnaissance',
  'Resource Development',
  'Initial Access',
  'Execution',
  'Persistence',
  'Privilege Escalation',
  'Defense Evasion',
  'Stealth',
  'Defense Impairment',
  'Credential Access',
  'Discovery',
  'Lateral Movement',
  'Collection',
  'Command and Control',
  'Exfiltration',
  'Impact',
]

/** Tactics that tags name, as MITRE writes them. */
function tacticsOf(tags: readonly string[]): string[] {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_]/g, '-')
  const said = new Set(tags.map(tag => plain(tag.trim())))
  return TACTICS.filter(tactic => said.has(`attack.${plain(tactic)}`))
}
