const words = (table: string) => table.trim().split(/\s+/)

/** Endings that encrypting malware gives to files: the lasting ones of public lists of families since 2016. */
export const RANSOM_ENDINGS = words(`
locky zepto odin cerber cerber3 wncry wcry wncryt crypt crypted cryptolocker encrypted enc ecc ezz exx xtbl crinf
locked lockbit ryk conti akira royal phobos dharma djvu makop medusa medusalocker play hive ransom crypz cryp1 crjoker
lechiffre toxcrypt supercrypt ctbl ctb2 globe osiris thor aesir zzzzz sage gdcb krab gandcrab avos avos2 clop babyk
basta rhysida blacksuit maze egregor sodinokibi`)

/** Parts of the names of notes that tell how to pay, as such notes have had them since CryptoWall; letters and numbers alone. */
export const RANSOM_NOTES = words(`
howtodecrypt howtorecover howtorestore howtobackfiles decryptinstruction decryptmyfiles decryptallfiles helpdecrypt
helprecover helprestore helpyourfiles helptosavefiles restoremyfiles restorefiles recovermyfiles recoverfiles
recoverykey recoveryinstructions yourfilesareencrypted filesencrypted readmetodecrypt readmetorestore decryptreadme
ransomnote`)
