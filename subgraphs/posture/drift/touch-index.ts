/** A control and the vendor actions that may change what it reads; a trailing `*` stands for any ending. */
export interface Touchable {
  id: string
  connector: string
  touched_by: string[]
}

interface OfConnector {
  exact: Map<string, string[]>
  beginnings: { beginning: string; control: string }[]
}

/** Tells which controls a vendor action may change. Most actions change none, which costs two look-ups and a walk over the connector's few `*`. */
export class TouchIndex {
  private readonly connectors = new Map<string, OfConnector>()

  constructor(controls: readonly Touchable[]) {
    for (const { id, connector, touched_by } of controls) {
      const of = this.connectors.get(connector) ?? { exact: new Map<string, string[]>(), beginnings: [] }
      this.connectors.set(connector, of)
      for (const action of touched_by)
        if (action.endsWith('*')) of.beginnings.push({ beginning: action.slice(0, -1), control: id })
        else of.exact.set(action, [...(of.exact.get(action) ?? []), id])
    }
  }

  controlsOf(connector: string, vendorAction: string): readonly string[] {
    const of = this.connectors.get(connector)
    if (!of) return NONE
    const exact = of.exact.get(vendorAction) ?? NONE
    if (!of.beginnings.length) return exact
    const by = of.beginnings.filter(({ beginning }) => vendorAction.startsWith(beginning)).map(({ control }) => control)
    return by.length ? [...new Set([...exact, ...by])] : exact
  }
}

const NONE: readonly string[] = []
