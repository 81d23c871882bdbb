/** Where the subgraphs of a composed graph answer. */
export function subgraphUrls(supergraphSdl: string): Record<string, { url: string }> {
  const graphs = supergraphSdl.matchAll(/@join__graph\(\s*name:\s*"([^"]+)",\s*url:\s*"([^"]+)"/g)
  return Object.fromEntries(Array.from(graphs, ([, name, url]) => [name!, { url: url! }]))
}
