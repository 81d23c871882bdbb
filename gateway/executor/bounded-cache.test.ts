import { BoundedCache } from './bounded-cache.ts'

describe('BoundedCache', () => {
  it('lets the least recently used go', () => {
    const cache = new BoundedCache<string, number>(2)
    cache.set('a', 1)
    cache.set('b', 2)
    cache.get('a')
    cache.set('c', 3)
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2])
  })

  it('holds no more than its bulk, and nothing that is too heavy alone', () => {
    const cache = new BoundedCache<string, string>(10, { most: 10, of: (key, value) => key.length + value.length })
    const kept = () => ['a', 'b', 'c'].filter(key => cache.get(key) !== undefined)
    cache.set('a', 'xxx')
    cache.set('b', 'xxx')
    expect(kept()).toEqual(['a', 'b'])
    cache.set('c', 'xxxxx')
    expect(kept()).toEqual(['b', 'c'])
    cache.set('c', 'x')
    cache.set('a', 'xxx')
    expect(kept()).toEqual(['a', 'b', 'c'])
    cache.set('a', 'x'.repeat(10))
    expect(kept()).toEqual(['b', 'c'])
  })
})
