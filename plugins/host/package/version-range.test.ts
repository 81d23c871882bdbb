import { isVersion, satisfies } from './version-range.ts'

it.each([
  ['1.2.3', '^1.2.0', true],
  ['1.2.3', '^1.3.0', false],
  ['2.0.0', '^1.2.0', false],
  ['0.1.0', '^0.1.0', true],
  ['0.2.0', '^0.1.0', false],
  ['0.0.3', '^0.0.3', true],
  ['0.0.4', '^0.0.3', false],
  ['0.9.0', '^0', true],
  ['0.0.9', '^0.0', true],
  ['0.1.0', '^0.0', false],
  ['1.2.9', '~1.2.3', true],
  ['1.3.0', '~1.2.3', false],
  ['1.9.0', '~1', true],
  ['4.6.7', '4', true],
  ['4.6.7', '4.x', true],
  ['5.0.0', '4.x', false],
  ['4.6.7', '*', true],
  ['4.6.7', '', true],
  ['4.6.7', '>=4 <5', true],
  ['4.6.7', '>= 4.7.0', false],
  ['4.6.7', '>4.6', false],
  ['4.7.0', '>4.6', true],
  ['4.6.7', '<=4.6', true],
  ['4.6.7', '3.0.0 || ^4.6.0', true],
  ['4.6.7', '=4.6.7', true],
  ['1.0.0-beta.2', '^1.0.0', false],
  ['1.0.0-beta.2', '^1.0.0-beta.1', true],
  ['1.0.0-beta.10', '>=1.0.0-beta.9', true],
  ['1.0.0', 'workspace:*', null],
  ['1.0.0', 'latest', null],
])('%s lies in "%s": %s', (version, range, within) => {
  expect(satisfies(version, range)).toBe(within)
})

it('knows an exact version', () => {
  expect(['1.2.3', '1.2.3-rc.1', '1.2', '^1.2.3', 'latest'].map(isVersion)).toEqual([true, true, false, false, false])
})
