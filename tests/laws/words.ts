/** Words that blame, threaten or shame; nobody who reads our pages is spoken to like that. */
export const harshWords = {
  en: /\bdebt(or|s)?\b|delinquen|\bdefault(er|ed|ing)\b|deadbeat|\bthie(f|ves)\b|\bstolen\b|punish|penalt|shame|blacklist|\bseiz|confiscat|repossess|legal action|\bcourt\b|\bpolice\b|failed to pay|\byou owe\b|you must pay|final warning|last chance|immediately|!/i,
  es: /moros|deudor|delincu|incumpl|ladr[oó]n|castig|multa|vergüenza|lista negra|embarg|confisc|decomis|acci(ó|o)n legal|tribunal|juzgado|polic[ií]a|debe pagar|último aviso|última oportunidad|de inmediato|¡|!/i,
  ar: /متعثر|مدين|لصّ?\b|سارق|عقوبة|عار\b|القائمة السوداء|مصادرة|محكمة|شرطة|إجراء قانوني|متخلف|يجب أن تدفع|إنذار|الفرصة الأخيرة|!/,
} as const
