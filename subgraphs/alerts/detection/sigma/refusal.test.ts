import { SigmaRefusal } from './refusal.ts'
import { parseSigma } from './parse.ts'

const rule = (detection: string, logsource = '{product: okta, service: okta}') =>
  `title: T\nlogsource: ${logsource}\ndetection:\n${detection}`
const correlation = (body: string, more = '') => `title: C\n${more}correlation:\n${body}`
const counting = (condition: string, type = 'event_count') =>
  correlation(`  type: ${type}\n  rules: [r]\n  timespan: 5m\n  condition: ${condition}`)

/** What was said of a text, with its line. */
function refusalOf(text: string): string {
  try {
    parseSigma(text)
  } catch (error) {
    if (error instanceof SigmaRefusal) return `${error.line}: ${error.message}`
    throw error
  }
  return 'it was taken'
}

describe('what is refused, with line and reason', () => {
  it.each([
    [
      'an unknown modifier',
      rule('  s:\n    a|base32: x\n  condition: s'),
      /^5: The modifier base32 of a is not one of Sigma 2\.1/,
    ],
    [
      'modifiers that exclude each other',
      rule('  s:\n    a|contains|endswith: x\n  condition: s'),
      /^5: .*contains, endswith\. Keep one/,
    ],
    ['a modifier twice', rule('  s:\n    a|all|all: x\n  condition: s'), /^5: .*twice/],
    [
      'modifiers that do not go together',
      rule('  s:\n    a|cidr|contains: 10.0.0.0\\/8\n  condition: s'),
      /^5: .*contains of a does not go with cidr/,
    ],
    ['exists with more', rule('  s:\n    a|exists|all: true\n  condition: s'), /^5: .*does not go with exists/],
    ['exists with a text', rule('  s:\n    a|exists: "yes"\n  condition: s'), /^5: a\|exists takes true or false/],
    ['i without re', rule('  s:\n    a|i: x\n  condition: s'), /^5: .*a\|re/],
    ['contains before base64', rule('  s:\n    a|contains|base64: x\n  condition: s'), /^5: .*Put contains last/],
    ['base64 of wildcards', rule('  s:\n    a|base64: x*\n  condition: s'), /^5: .*wildcards/],
    ['base64offset of one character', rule('  s:\n    a|base64offset|contains: x\n  condition: s'), /^5: .*too short/],
    [
      'a look-ahead',
      rule('  s:\n    a|re: "(?=x)"\n  condition: s'),
      /^5: The regular expression of a cannot be used: .*look-around/,
    ],
    ['a back-reference', rule('  s:\n    a|re: "(x)\\\\1"\n  condition: s'), /^5: The regular expression of a/],
    [
      'an expression that explodes',
      rule('  s:\n    a|re: "((a{90}){90}){90}"\n  condition: s'),
      /^5: The regular expression of a/,
    ],
    ['a network that is none', rule('  s:\n    a|cidr: 10.0.0.0/33\n  condition: s'), /^5: .*10\.0\.0\.0\/8/],
    ['a number in quotes', rule('  s:\n    a|gt: "5"\n  condition: s'), /^5: a\|gt takes numbers/],
    ['an hour that is none', rule('  s:\n    a|hour: 24\n  condition: s'), /^5: .*from 0 to 23/],
    ['fieldref to nothing', rule('  s:\n    a|fieldref: 5\n  condition: s'), /^5: .*name of another field/],
    [
      'a placeholder without values',
      rule('  s:\n    a|expand: "%x%"\n  condition: s'),
      /^5: a cannot be expanded: .*%x%.*placeholders: \{"x"/,
    ],
    ['neq on keywords', rule('  s:\n    "|neq": x\n  condition: s'), /^5: Keywords have no neq/],
    ['a comparison without a field', rule('  s:\n    "|gt": 5\n  condition: s'), /^5: .*needs a field/],
    ['an empty keyword', rule('  s: [""]\n  condition: s'), /^4: A keyword is empty/],
    ['a field without a name', rule('  s:\n    "": x\n  condition: s'), /^5: .*no field/],
    ['an empty selection', rule('  s: {}\n  condition: s'), /^4: Selection s says nothing/],
    ['an empty list of values', rule('  s:\n    a: []\n  condition: s'), /^5: The value of a field/],
    ['a map as a value', rule('  s:\n    a: {b: c}\n  condition: s'), /^5: The value of a field/],
    ['no condition', rule('  s:\n    a: x'), /^4: The detection needs a condition/],
    ['an unknown selection', rule('  s:\n    a: x\n  condition: s and t'), /^6: .*no selection t/],
    ['no selection of a pattern', rule('  s:\n    a: x\n  condition: 1 of t*'), /^6: .*called like t\*/],
    ['an open bracket', rule('  s:\n    a: x\n  condition: (s'), /^6: .*closing bracket/],
    ['a word too many', rule('  s:\n    a: x\n  condition: s s'), /^6: .*"s" stands where nothing may/],
    ['a condition that ends early', rule('  s:\n    a: x\n  condition: s and'), /^6: .*ends too early/],
    ['a number of selections', rule('  s:\n    a: x\n  condition: 2 of s*'), /^6: .*"2 of" is not supported/],
    ['a count after |', rule('  s:\n    a: x\n  condition: s | count() by b > 5'), /^6: .*retired.*correlation/],
    ['near', rule('  s:\n    a: x\n  condition: s | near s'), /^6: .*retired.*temporal/],
    ['a timeframe', rule('  s:\n    a: x\n  timeframe: 5m\n  condition: s'), /^6: timeframe is retired.*timespan/],
    ['brackets without end', rule(`  s:\n    a: x\n  condition: ${'('.repeat(50_000)}`), /^6: .*more than 5000 words/],
    ['not without end', rule(`  s:\n    a: x\n  condition: ${'not '.repeat(400)}s`), /^6: .*deeper than 100/],
    [
      'a log that no app brings',
      rule('  s:\n    a: x\n  condition: s', '{product: kubernetes, service: audit}'),
      /^2: No connected app brings the log source kubernetes\/audit\. Known are aws\/cloudtrail/,
    ],
    [
      'a category',
      rule('  s:\n    a: x\n  condition: s', '{category: process_creation, product: windows}'),
      /^2: No connected app brings/,
    ],
    [
      'a product with several logs',
      rule('  s:\n    a: x\n  condition: s', '{product: azure}'),
      /^2: The product azure has several logs/,
    ],
    ['no log source', 'title: T\ndetection:\n  s: x\n  condition: s', /^1: There is no logsource/],
    [
      'names of another taxonomy',
      `taxonomy: ecs\n${rule('  s:\n    a: x\n  condition: s')}`,
      /^1: The field names of the taxonomy ecs/,
    ],
    ['no title', 'id: x', /^1: The document has no title/],
    ['no detection', 'title: T\nlogsource: {product: okta}', /^1: The rule has no detection/],
    ['a global action', 'title: T\naction: global', /^2: action .*retired/],
    ['no document', '---\n---\n', /^1: There is no Sigma document/],
    ['a list', '- a', /^1: A Sigma document is a map/],
    [
      'the second document of two',
      `${rule('  s:\n    a: x\n  condition: s')}\n---\ntitle: U\n`,
      /^8: The rule has no detection/,
    ],

    [
      'an unknown correlation',
      correlation('  type: sum'),
      /^3: There is no correlation of type sum\. Types are event_count/,
    ],
    ['a correlation of nothing', correlation('  type: event_count\n  timespan: 1m'), /^3: rules names 0 rules/],
    ['the same rule twice', correlation('  type: event_count\n  rules: [r, r]'), /^4: rules has r twice/],
    ['a timespan without unit', correlation('  type: temporal\n  rules: [r]\n  timespan: 5'), /^5: The timespan "5"/],
    ['a timespan of months', counting('{gte: 2}').replace('5m', '5M'), /^5: The timespan "5M" cannot be used/],
    ['a timespan of years', counting('{gte: 2}').replace('5m', '400d'), /^5: .*30d is the longest/],
    ['a condition that compares with nothing', counting('{field: a}'), /^6: The condition compares with no number/],
    ['a condition that nothing fulfils', counting('{gt: 5, lt: 4}'), /^6: No number fulfils/],
    ['an unknown operator', counting('{above: 4}'), /^6: The condition has no above/],
    ['a number in quotes, in a correlation', counting('{gte: "4"}'), /^6: gte takes a number/],
    ['values without a field', counting('{gte: 4}', 'value_count'), /^6: value_count looks at values/],
    ['two fields to sum', counting('{gte: 4, field: [a, b]}', 'value_sum'), /^6: value_sum takes one field/],
    ['a field where none is looked at', counting('{gte: 4, field: a}'), /^6: event_count looks at no field/],
    [
      'a percentile elsewhere',
      counting('{gte: 4, field: a, percentile: 5}', 'value_avg'),
      /^6: percentile is for value_percentile/,
    ],
    [
      'a percentile that is none',
      counting('{gte: 4, field: a, percentile: 101}', 'value_percentile'),
      /^6: percentile lies between/,
    ],
    ['a temporal that wants more than there are', counting('{gte: 4}', 'temporal'), /^6: The condition wants 4 of 1/],
    ['a temporal that wants few', counting('{lt: 2}', 'temporal_ordered'), /^6: A temporal correlation asks how many/],
    ['a condition in words', counting('r and s', 'temporal'), /^6: The condition of temporal is a map/],
    [
      'aliases that are no map',
      correlation('  type: temporal\n  rules: [r]\n  timespan: 5m\n  aliases: [a]'),
      /^6: aliases is a map/,
    ],
    [
      'generate that is no truth value',
      correlation('  type: temporal\n  rules: [r]\n  timespan: 5m\n  generate: maybe'),
      /^6: generate takes true or false/,
    ],

    [
      'a filter of nothing',
      'title: F\nlogsource: {product: okta}\nfilter:\n  s: {a: b}\n  condition: not s',
      /^3: The filter names no rules/,
    ],
    [
      'a filter without a condition',
      'title: F\nlogsource: {product: okta}\nfilter:\n  rules: any\n  s: {a: b}',
      /^4: .*needs a condition/,
    ],
    [
      'a filter for a log that no app brings',
      'title: F\nlogsource: {product: linux}\nfilter:\n  rules: any\n  s: {a: b}\n  condition: s',
      /^2: No connected app brings/,
    ],
  ])('%s', (_, text, reason) => {
    expect(refusalOf(text)).toMatch(reason)
  })
})

describe('texts that mean harm cost little', () => {
  const million = 999_999
  it.each([
    ['brackets', '['.repeat(million), /nested deeper than 40/],
    ['braces', '{a: '.repeat(million / 4), /nested deeper than 40/],
    ['lists in one line', '- '.repeat(million / 2), /nested deeper than 40/],
    [
      'indentation',
      Array.from({ length: 1_000 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''),
      /^42: .*deeper than 40/,
    ],
    ['ten thousand documents', 'a: 1\n---\n'.repeat(10_000), /more than 1000 documents/],
    ['five megabytes', 'a'.repeat(5_000_000), /5000000 characters/],
    ['aliases of aliases', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n', /^2: YAML aliases are not supported/],
    ['a map of many keys', Array.from({ length: 5_000 }, (_, at) => `k${at}: 1\n`).join(''), /more than 2000 entries/],
    ['a list of many values', '- a\n'.repeat(million / 4), /more than 300000 words/],
    ['tags', `a: ${'!a '.repeat(million / 4)}`, /more than 300000 words/],
    ['a text that does not end', `a: "${'\\'.repeat(900_000)}`, /It is no YAML/],
    [
      'one selection meant many times',
      rule(
        `${Array.from({ length: 200 }, (_, at) => `  s${at}: {a: ${at}}\n`).join('')}  condition: ${'1 of s* or '.repeat(300)} s1`,
      ),
      /more than 20000 tests/,
    ],
  ])('%s', (_, text, reason) => {
    const started = process.cpuUsage()
    expect(refusalOf(text)).toMatch(reason)
    const { user, system } = process.cpuUsage(started)
    // Against what never ends, or grows with the square; how quick it is depends on the machine.
    expect((user + system) / 1e6).toBeLessThan(60)
  })
})
