import type { MitreData } from '../../policy/policy.entity.ts'
import { TECHNIQUES } from './techniques.ts'

/** Techniques of MITRE ATT&CK that a rule's tags name; one that is not in our table goes by its number, with the rule's own tactics. */
export function mitreOf(tags: readonly string[]): MitreData[] {
  const ids = new Set(tags.flatMap(tag => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag.trim())?.[1]?.toUpperCase() ?? []))
  return [...ids].map(id => {
    const known = TECHNIQUES.get(id)
    return known ? { id, ...known } : { id, name: id, tactics: tacticsOf(tags) }
  })
}

const TACTICS = new Set([
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
])

/** Tactics that tags name, as MITRE writes them. */
function tacticsOf(tags: readonly string[]): string[] {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_]/g, '-')
  const said = new Set(tags.map(tag => plain(tag.trim())))
  return [...TACTICS].filter(tactic => said.has(`attack.${plain(tactic)}`))
}
