/** Given and family names by country of home, for people who do not exist. */
export const NAMES: Readonly<Record<string, { given: readonly string[]; family: readonly string[] }>> = {
  US: {
    given: ['Avery', 'Marcus', 'Dana', 'Theo', 'Renee', 'Caleb', 'Joanna', 'Miles', 'Tessa', 'Grant', 'Naomi', 'Wyatt'],
    family: ['Holloway', 'Brandt', 'Castellano', 'Whitlock', 'Okafor', 'Langley', 'Prescott', 'Delgado', 'Nakamura'],
  },
  DE: {
    given: ['Jonas', 'Annika', 'Matthias', 'Greta', 'Lukas', 'Frieda', 'Henrik', 'Svenja', 'Torben', 'Ines'],
    family: ['Vogel', 'Lindner', 'Petersen', 'Hartung', 'Kessler', 'Brinkmann', 'Seidel', 'Albrecht'],
  },
  GB: {
    given: ['Imogen', 'Callum', 'Priya', 'Rhys', 'Harriet', 'Declan', 'Zara', 'Alistair'],
    family: ['Ashworth', 'Pemberton', 'Maddox', 'Sinclair', 'Whitaker', 'Bancroft', 'Lockwood'],
  },
  FR: {
    given: ['Camille', 'Bastien', 'Elodie', 'Maxime', 'Solène', 'Thibault'],
    family: ['Marchand', 'Delaunay', 'Roussel', 'Fontaine', 'Berger', 'Chevallier'],
  },
  NL: {
    given: ['Sanne', 'Joris', 'Femke', 'Bram', 'Lotte', 'Ruben'],
    family: ['Hoekstra', 'Visser', 'Dijkman', 'Kuipers', 'Bosman', 'Verhagen'],
  },
  IN: {
    given: ['Ananya', 'Rohan', 'Kavya', 'Vikram', 'Meera', 'Arjun', 'Divya', 'Nikhil'],
    family: ['Iyer', 'Deshpande', 'Menon', 'Raghavan', 'Kulkarni', 'Banerjee', 'Shetty'],
  },
  BR: {
    given: ['Larissa', 'Thiago', 'Beatriz', 'Caio', 'Renata', 'Otávio'],
    family: ['Moreira', 'Cardoso', 'Teixeira', 'Barros', 'Nogueira', 'Pacheco'],
  },
  JP: {
    given: ['Haruka', 'Kenji', 'Aoi', 'Daichi', 'Yuna', 'Sota'],
    family: ['Hayashi', 'Morimoto', 'Ishikawa', 'Ueda', 'Kobayashi', 'Fujita'],
  },
  AU: {
    given: ['Matilda', 'Lachlan', 'Bronte', 'Angus', 'Indi', 'Flynn'],
    family: ['Hargreaves', 'McAllister', 'Drummond', 'Tran', 'Fairweather', 'Kingsley'],
  },
}
