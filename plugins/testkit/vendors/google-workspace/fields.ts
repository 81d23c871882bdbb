interface Selection {
  [name: string]: Selection | null
}

/** The part of an answer that a `fields` parameter such as `nextPageToken,files(id,owners(emailAddress))` asks for. */
export function projected(value: unknown, fields: string): unknown {
  const place = { at: 0 }
  return pick(value, read(fields, place))
}

function read(text: string, place: { at: number }): Selection {
  const selection: Selection = {}
  while (place.at < text.length && text[place.at] !== ')') {
    const name = /^[^,()]*/.exec(text.slice(place.at))?.[0] ?? ''
    place.at += name.length
    selection[name] = null
    if (text[place.at] === '(') {
      place.at += 1
      selection[name] = read(text, place)
      place.at += 1
    }
    if (text[place.at] === ',') place.at += 1
  }
  return selection
}

function pick(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map(each => pick(each, selection))
  if (typeof value !== 'object' || value === null) return value
  const chosen = Object.entries(value).filter(([name]) => Object.hasOwn(selection, name))
  return Object.fromEntries(
    chosen.map(([name, inner]) => {
      const within = selection[name]
      return [name, within ? pick(inner, within) : inner]
    }),
  )
}
