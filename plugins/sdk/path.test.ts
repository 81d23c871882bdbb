import { at } from './path.ts'

describe('at', () => {
  it.each([
    [{ a: { b: 1 } }, 'a.b', 1],
    [{ a: { b: 1 } }, '', { a: { b: 1 } }],
    [{ a: null }, 'a.b', undefined],
    [[{ x: 2 }], '0.x', 2],
    [{ a: { '.tag': 3 } }, 'a..tag', 3],
    [{ a: [{ '.tag': { b: 4 } }] }, 'a.0..tag.b', 4],
    [{ '.tag': 5 }, '.tag', 5],
    [{ a: {} }, 'a..tag', undefined],
    [{ '@odata.nextLink': 'https://next' }, '@odata.nextLink', 'https://next'],
    [{ '@odata': { nextLink: 1 } }, '@odata.nextLink', 1],
  ])('of %j at %s is %j', (value, path, expected) => expect(at(value, path)).toEqual(expected))
})
