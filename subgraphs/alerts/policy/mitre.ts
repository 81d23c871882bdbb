import type { MitreData } from './policy.entity.ts'

const TACTICS: Readonly<Record<string, string>> = {
  re: 'Reconnaissance',
  rd: 'Resource Development',
  ia: 'Initial Access',
  ex: 'Execution',
  pe: 'Persistence',
  pr: 'Privilege Escalation',
  de: 'Defense Evasion',
  ca: 'Credential Access',
  di: 'Discovery',
  lm: 'Lateral Movement',
  co: 'Collection',
  cc: 'Command and Control',
  xf: 'Exfiltration',
  im: 'Impact',
}

// Techniques of MITRE ATT&CK that are seen in what SaaS and cloud apps log: number, tactics, name.
const TABLE = `
T1003 ca OS Credential Dumping|T1020 xf Automated Exfiltration|T1021 lm Remote Services|T1021.004 lm SSH|T1021.007 lm Cloud Services
T1040 ca,di Network Sniffing|T1048 xf Exfiltration Over Alternative Protocol|T1059 ex Command and Scripting Interpreter|T1059.009 ex Cloud API
T1069 di Permission Groups Discovery|T1069.003 di Cloud Groups|T1070 de Indicator Removal|T1070.008 de Clear Mailbox Data
T1078 ia,pe,pr,de Valid Accounts|T1078.001 ia,pe,pr,de Default Accounts|T1078.002 ia,pe,pr,de Domain Accounts|T1078.004 ia,pe,pr,de Cloud Accounts
T1087 di Account Discovery|T1087.003 di Email Account|T1087.004 di Cloud Account|T1090 cc Proxy|T1090.003 cc Multi-hop Proxy
T1098 pe,pr Account Manipulation|T1098.001 pe,pr Additional Cloud Credentials|T1098.002 pe,pr Additional Email Delegate Permissions
T1098.003 pe,pr Additional Cloud Roles|T1098.004 pe,pr SSH Authorized Keys|T1098.005 pe,pr Device Registration
T1110 ca Brute Force|T1110.001 ca Password Guessing|T1110.002 ca Password Cracking|T1110.003 ca Password Spraying|T1110.004 ca Credential Stuffing
T1111 ca Multi-Factor Authentication Interception|T1114 co Email Collection|T1114.002 co Remote Email Collection|T1114.003 co Email Forwarding Rule
T1119 co Automated Collection|T1136 pe Create Account|T1136.003 pe Cloud Account|T1176 pe Browser Extensions|T1185 co Browser Session Hijacking
T1189 ia Drive-by Compromise|T1190 ia Exploit Public-Facing Application|T1195 ia Supply Chain Compromise
T1195.001 ia Compromise Software Dependencies and Development Tools|T1195.002 ia Compromise Software Supply Chain|T1199 ia Trusted Relationship
T1204 ex User Execution|T1204.003 ex Malicious Image|T1210 lm Exploitation of Remote Services|T1212 ca Exploitation for Credential Access
T1213 co Data from Information Repositories|T1213.001 co Confluence|T1213.002 co Sharepoint|T1213.003 co Code Repositories
T1213.004 co Customer Relationship Management Software|T1213.005 co Messaging Applications|T1222 de File and Directory Permissions Modification
T1484 de,pr Domain or Tenant Policy Modification|T1484.002 de,pr Trust Modification|T1485 im Data Destruction|T1486 im Data Encrypted for Impact
T1489 im Service Stop|T1490 im Inhibit System Recovery|T1491 im Defacement|T1496 im Resource Hijacking|T1498 im Network Denial of Service
T1499 im Endpoint Denial of Service|T1505 pe Server Software Component|T1518 di Software Discovery|T1525 pe Implant Internal Image
T1526 di Cloud Service Discovery|T1528 ca Steal Application Access Token|T1530 co Data from Cloud Storage|T1531 im Account Access Removal
T1534 lm Internal Spearphishing|T1535 de Unused/Unsupported Cloud Regions|T1537 xf Transfer Data to Cloud Account|T1538 di Cloud Service Dashboard
T1539 ca Steal Web Session Cookie|T1546 pr,pe Event Triggered Execution|T1548 pr,de Abuse Elevation Control Mechanism
T1548.005 pr,de Temporary Elevated Cloud Access|T1550 de,lm Use Alternate Authentication Material|T1550.001 de,lm Application Access Token
T1550.004 de,lm Web Session Cookie|T1552 ca Unsecured Credentials|T1552.001 ca Credentials In Files|T1552.004 ca Private Keys
T1552.005 ca Cloud Instance Metadata API|T1552.007 ca Container API|T1552.008 ca Chat Messages|T1555 ca Credentials from Password Stores
T1555.006 ca Cloud Secrets Management Stores|T1556 ca,de,pe Modify Authentication Process|T1556.006 ca,de,pe Multi-Factor Authentication
T1556.007 ca,de,pe Hybrid Identity|T1556.009 ca,de,pe Conditional Access Policies|T1557 ca,co Adversary-in-the-Middle
T1562 de Impair Defenses|T1562.001 de Disable or Modify Tools|T1562.007 de Disable or Modify Cloud Firewall|T1562.008 de Disable or Modify Cloud Logs
T1564 de Hide Artifacts|T1564.008 de Email Hiding Rules|T1565 im Data Manipulation|T1565.001 im Stored Data Manipulation|T1566 ia Phishing
T1566.001 ia Spearphishing Attachment|T1566.002 ia Spearphishing Link|T1566.003 ia Spearphishing via Service|T1567 xf Exfiltration Over Web Service
T1567.001 xf Exfiltration to Code Repository|T1567.002 xf Exfiltration to Cloud Storage|T1567.004 xf Exfiltration Over Webhook
T1573 cc Encrypted Channel|T1578 de Modify Cloud Compute Infrastructure|T1578.001 de Create Snapshot|T1578.002 de Create Cloud Instance
T1578.003 de Delete Cloud Instance|T1578.005 de Modify Cloud Compute Configurations|T1580 di Cloud Infrastructure Discovery|T1586 rd Compromise Accounts
T1586.003 rd Cloud Accounts|T1606 ca Forge Web Credentials|T1606.001 ca Web Cookies|T1606.002 ca SAML Tokens|T1609 ex Container Administration Command
T1610 ex,de Deploy Container|T1611 pr Escape to Host|T1613 di Container and Resource Discovery|T1619 di Cloud Storage Object Discovery
T1621 ca Multi-Factor Authentication Request Generation|T1648 ex Serverless Execution|T1651 ex Cloud Administration Command
T1656 de Impersonation|T1657 im Financial Theft|T1666 de Modify Cloud Resource Hierarchy`

const TECHNIQUES: ReadonlyMap<string, MitreData> = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map(entry => {
      const [id, tactics, ...name] = entry.split(' ')
      return [id!, { id: id!, name: name.join(' '), tactics: tactics!.split(',').map(each => TACTICS[each]!) }]
    }),
)

/**
 * A technique by its number, such as `T1078.004`; one that is not in our table goes by its number alone. Null when it is no number of one.
 */
export function techniqueOf(id: string): MitreData | null {
  const number = id.toUpperCase()
  if (!/^T\d{4}(\.\d{3})?$/.test(number)) return null
  return TECHNIQUES.get(number) ?? { id: number, name: number, tactics: [] }
}

/** Techniques that tags of a Sigma rule name; one whose tactics are not known serves those that the tags name. */
export function techniquesOfTags(tags: readonly string[]): MitreData[] {
  const attack = tags.flatMap(tag => /^attack\.(.+)$/.exec(tag.toLowerCase())?.[1] ?? [])
  const tactics = attack.filter(tag => /^[a-z_-]+$/.test(tag)).map(nameOfTactic)
  const found = attack.flatMap(tag => techniqueOf(tag) ?? [])
  return [...new Map(found.map(each => [each.id, each])).values()].map(each =>
    each.tactics.length ? each : { ...each, tactics },
  )
}

function nameOfTactic(tag: string): string {
  return tag
    .split(/[-_]/)
    .map(word => (word === 'and' ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
}
