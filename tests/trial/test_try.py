from orders.handler import lambda_handler
from tests.http import call, partner, TECHNICIAN
def c(*a, **k):
    r = call(lambda_handler,*a,**k); return r
def test_x(aws):
    base={"title":"Холодильник","customer":{"name":"Иван Петров","phone":"8 (900) 000-00-01"}}
    r = c("POST","/v1/orders",body={**base,"items":[{"name":"x","qty":"1.5","unit_price":333,"vat":"general","discount_percent":"10"}],"due_at":"2026-01-01T00:00:00Z"},headers={"Idempotency-Key":"k1"})
    assert r.status==201, r
    print(r.json["totals"], r.json["items"], r.json["is_overdue"])
    oid=r.json["id"]
    for i in range(5):
        q=c("POST","/v1/orders",body={"title":f"t{i}","customer":{"name":"ООО Ромашка","phone":f"+7900000001{i}"},"external_id":f"e{i}","items":[{"name":"x","unit_price":100*i}]}); assert q.status==201,q
    t = c("POST","/v1/technicians",body={"name":"Пётр"})
    for _ in range(2):
        m = c("POST",f"/v1/orders/{oid}/transitions",body={"to":"in_progress","technician_id":t.json["id"]},headers={"Idempotency-Key":"m1"}); print(m.status, m.json["version"])
    p = c("POST",f"/v1/orders/{oid}/payments",body={"method":"cash","amount":100}); print(p.status,p.json["totals"])
    p = c("POST",f"/v1/orders/{oid}/payments",body={"method":"cash","amount":100000}); print(p.text)
    def nums(**q): 
        r=c("GET","/v1/orders",query=q); assert r.status==200, r.text
        return [o["number"] for o in r.json["items"]]
    print("all",nums()); print("status",nums(status="in_progress")); print("multi", nums(status="in_progress,new"))
    print("tech",nums(technician_id=t.json["id"])); print("overdue",nums(overdue="true")); print("total", nums(sort="total")); print("due",nums(sort="due",order="asc",status="new,in_progress"))
    print("updated",nums(sort="updated",order="asc")); 
    for q in ("ромаш","петров","8 900 000 00 01","e3","2","№ 3"): print(q,nums(q=q))
    seen=[];cur=None
    while True:
        r=c("GET","/v1/orders",query={"limit":2,"sort":"total",**({"cursor":cur} if cur else {})}).json
        seen+=[o["number"] for o in r["items"]]; cur=r["next_cursor"]
        if not cur: break
    print(seen)
    r=c("GET","/v1/orders",actor=TECHNICIAN); print(r.status, r.json)
    r=c("GET","/v1/orders/"+oid,actor=TECHNICIAN); print(r.status)
    r=c("POST",f"/v1/orders/{oid}/transitions",body={"to":"cancelled","reason":"x","cancelled_by":"customer"},actor=TECHNICIAN); print(r.text)
