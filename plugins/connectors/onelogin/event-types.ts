/** Types of events that tell of something that did not succeed. Whether it did is in the type; there is no field for it. */
export const FAILED: ReadonlySet<string> = new Set(
  (
    '6 25 31 35 38 39 45 47 49 61 62 63 64 65 67 69 77 79 85 86 90 102 105 111 116 118 121 123 128 129 133 134 138 141 146 ' +
    '154 155 210 400 401 517 518 519 520 521 522 523 524 525 526 527 532 534'
  ).split(' '),
)

/** What people do by themselves: of these an event without an actor was done by the user whom it names. */
export const OWN_DEEDS: ReadonlySet<string> = new Set(
  '5 6 7 8 10 29 34 68 69 77 78 85 86 87 88 89 90 118 122 123 129 130 140 141 153 154 527 528'.split(' '),
)

/** What only an administrator, or the API with an administrator's rights, can do. */
export const ADMIN_DEEDS: ReadonlySet<string> = new Set(
  (
    '1 2 3 4 13 15 16 17 18 21 23 30 31 32 48 50 70 71 72 73 74 75 76 101 102 112 113 115 119 126 127 131 137 138 147 148 ' +
    '151 152 156 157 158 159 160 161 162 163 164 165 166 167 168 169 170 171 172 174 175 176 177 178 179 180 181 182 183 184 ' +
    '185 186 187 188 189 190 191 192 193 194 195 196 197 198 199 200 201 202 203 204 205 206 207 501 502 503 510 511 512 513 ' +
    '514 515 516 524 525 526 529 530 531 532 533 534 535 551 553'
  ).split(' '),
)

/** What people may do to themselves and administrators to others. */
export const ON_OTHERS: ReadonlySet<string> = new Set('11 12 14 19 22 24 36 40 110 111 173 211 213 214 240'.split(' '))
