/** The names, in both languages, of the kinds of character and of the roles of type. */

export const classNames = {
  han: { zh: '汉字', en: 'Chinese character' },
  'han-a': { zh: '汉字扩展A区', en: 'CJK Extension A' },
  'han-b': { zh: '汉字扩展B区', en: 'CJK Extension B' },
  'han-c': { zh: '汉字扩展C区', en: 'CJK Extension C' },
  'han-d': { zh: '汉字扩展D区', en: 'CJK Extension D' },
  'han-e': { zh: '汉字扩展E区', en: 'CJK Extension E' },
  'han-f': { zh: '汉字扩展F区', en: 'CJK Extension F' },
  'han-g': { zh: '汉字扩展G区', en: 'CJK Extension G' },
  'han-h': { zh: '汉字扩展H区', en: 'CJK Extension H' },
  'han-i': { zh: '汉字扩展I区', en: 'CJK Extension I' },
  'han-j': { zh: '汉字扩展J区', en: 'CJK Extension J' },
  'han-compatibility': { zh: '兼容汉字', en: 'compatibility ideograph' },
  radical: { zh: '部首', en: 'radical' },
  'private-use': { zh: '私用区（自造字）', en: 'private use' },
  broken: { zh: '残缺的编码', en: 'half of a character' },
  unassigned: { zh: '未分配的编码', en: 'unassigned code point' },
  tibetan: { zh: '藏文', en: 'Tibetan' },
  mongolian: { zh: '蒙古文', en: 'Mongolian' },
  arabic: { zh: '阿拉伯字母（维吾尔文、哈萨克文等）', en: 'Arabic script (Uyghur, Kazakh …)' },
  yi: { zh: '彝文', en: 'Yi' },
  hangul: { zh: '朝鲜文', en: 'Korean' },
  dai: { zh: '傣文', en: 'Dai' },
  lisu: { zh: '傈僳文', en: 'Lisu' },
  kana: { zh: '日文假名', en: 'Japanese kana' },
  latin: { zh: '拉丁字母', en: 'Latin letter' },
  greek: { zh: '希腊字母', en: 'Greek letter' },
  cyrillic: { zh: '西里尔字母', en: 'Cyrillic letter' },
  mark: { zh: '组合附标', en: 'combining mark' },
  emoji: { zh: '表情符号', en: 'emoji' },
  mathematical: { zh: '数学符号', en: 'mathematical symbol' },
  symbol: { zh: '符号', en: 'symbol' },
  punctuation: { zh: '标点', en: 'punctuation' },
  other: { zh: '其他文字', en: 'another script' },
};

export type CharacterClass = keyof typeof classNames;

export const roleNames = {
  body: { zh: '正文', en: 'body' },
  emphasis: { zh: '加粗正文', en: 'bold body' },
  heading: { zh: '一级标题', en: 'headings' },
  subheading: { zh: '二级标题', en: 'subheadings' },
  title: { zh: '大标题', en: 'titles' },
};
