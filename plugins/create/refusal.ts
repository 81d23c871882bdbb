/** Something that whoever asked can mend: a sentence, or one a line. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
