package partnership

// NeedStore keeps needs, the products that answer them and access to those.
type NeedStore interface{}
