// signpdf is written for Node: in a page it needs Node's `Buffer`.
export { Buffer } from 'buffer';
