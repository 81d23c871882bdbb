import type { Caller } from '@casbah/kit'
import { Budgets } from './budgets.ts'

const caller = (id: string, tenant = 't1'): Caller => ({
  tenant,
  scopes: [],
  actor: { kind: 'TOKEN', id, name: 'a test', email: null },
  expiresAt: null,
})

describe('the budget of a token', () => {
  it('takes points until the window has too few, and has all of them again when it is over', () => {
    let now = 1_000
    const budgets = new Budgets(100, () => now)
    expect(budgets.take(caller('a'), 60)?.left()).toEqual({ limit: 100, remaining: 40, resetAt: 61_000 })
    now = 60_999
    expect(budgets.take(caller('a'), 41)).toBeNull()
    expect(budgets.take(caller('a'), 40)?.left().remaining).toBe(0)
    now = 61_000
    expect(budgets.take(caller('a'), 100)?.left()).toEqual({ limit: 100, remaining: 0, resetAt: 121_000 })
  })

  it('gives back what was not needed, and takes what was needed more, never below nothing', () => {
    const budgets = new Budgets(100, () => 0)
    const first = budgets.take(caller('a'), 80)!
    first.settle(10)
    expect(budgets.left(caller('a')).remaining).toBe(90)
    first.settle(10)
    expect(budgets.left(caller('a')).remaining).toBe(90)
    budgets.take(caller('a'), 90)!.settle(500)
    expect(budgets.left(caller('a')).remaining).toBe(0)
  })

  it('does not settle into the next window', () => {
    let now = 0
    const budgets = new Budgets(100, () => now)
    const late = budgets.take(caller('a'), 80)!
    now = 60_000
    budgets.take(caller('a'), 30)
    late.settle(0)
    expect(budgets.left(caller('a')).remaining).toBe(70)
  })

  it('knows tokens and tenants apart, and one token by whichever look-up', () => {
    const budgets = new Budgets(100, () => 0)
    budgets.take(caller('a'), 70)
    const remaining = (each: Caller) => budgets.left(each).remaining
    expect([remaining(caller('a')), remaining(caller('b')), remaining(caller('a', 't2'))]).toEqual([30, 100, 100])
  })
})
