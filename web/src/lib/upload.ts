import { formDataBodySerializer } from '@/api/generated/core/bodySerializer.gen'

/** Spread into the options of a generated call: its body goes as a multipart form, so that files keep their names. */
export const asForm = { ...formDataBodySerializer, headers: { 'Content-Type': null } }

/** Files where the generated types, which know only JSON, want base64. */
export const asImages = (files: readonly File[]) => files as unknown as string[]

/** A file's bytes as base64, for routes that take JSON alone. */
export const base64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
