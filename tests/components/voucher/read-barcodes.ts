import { readFile } from 'node:fs/promises'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

let ready: Promise<unknown> | undefined

async function prepare(): Promise<void> {
  const file = await readFile('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')
  const wasmBinary = Uint8Array.from(file).buffer
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
}

/** What a reader at a till finds in a picture: each barcode's kind and digits. */
export async function barcodesIn(png: Uint8Array): Promise<[kind: string, digits: string][]> {
  ready ??= prepare()
  await ready
  const found = await readBarcodes(new Blob([Uint8Array.from(png)]))
  return found.filter(({ isValid }) => isValid).map(({ format, text }) => [format, text])
}
