/** A known public address outside the countries listed, which are there to be replaced, and outside corporate networks. */
export const ABROAD = {
  ip: { cidr: ['0.0.0.0/0', '::/0'] },
  not: {
    or: [
      { ip: { country: ['DE', 'FR', 'GB', 'US'] } },
      { ip: { tag: ['CORPORATE', 'ADMINISTRATIVE', 'VPN'] } },
      { ip: { cidr: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', 'fc00::/7', '::1/128'] } },
    ],
  },
}
