/** What a phone is called: the borrower's own name for it, else its make and model. */
export function phoneName(phone: {
  brand: string
  model: string
  nickname: string | null
}): string {
  return phone.nickname ?? modelName(phone)
}

/** Brand and model, without saying the brand twice (Redmi Redmi Note 13). */
export function modelName({ brand, model }: { brand: string; model: string }): string {
  return model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${brand} ${model}`
}
